// Opening another ticket starts at its newest message; a change to the one that is open moves nothing.
let shown: string | undefined;

const start = (): void => {
  const thread = document.getElementById("thread");
  const ticket = thread?.dataset.ticket;
  if (ticket === shown) return;
  shown = ticket;
  if (!thread || ticket === undefined) return;
  const messages = document.querySelectorAll("#messages > article");
  const newest = messages[messages.length - 1];
  thread.scrollTop = 0;
  if (messages.length > 1) newest?.scrollIntoView({ block: "start" });
  else if (thread.scrollHeight === thread.clientHeight) window.scrollTo(0, 0);
};

export const startReading = (): void => {
  document.addEventListener("htmx:afterSettle", start);
  start();
};
