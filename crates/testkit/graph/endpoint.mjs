// Where a test is told of news: proves itself by the handshake and keeps what it was told.
export class Endpoint {
  constructor() {
    Object.assign(this, { told: [], proves: true });
  }
  async answer(request, response) {
    const url = new URL(request.url, "https://endpoint");
    const parts = [];
    for await (const part of request) parts.push(part);
    const token = url.searchParams.get("validationToken");
    if (token !== null) {
      response.writeHead(200, { "content-type": "text/plain" });
      response.end(this.proves ? token : "something else");
      return;
    }
    this.told.push(...JSON.parse(Buffer.concat(parts).toString()).value);
    response.writeHead(202);
    response.end();
  }
}
