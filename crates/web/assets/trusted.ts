// The one Trusted Types policy. Deskhero's own pages are escaped on the server; what passes here is checked
// for the two things that no page of ours contains.
interface TrustedTypesFactory {
  createPolicy(name: string, rules: Record<string, (value: string) => string>): unknown;
}

const factory = (globalThis as { trustedTypes?: TrustedTypesFactory }).trustedTypes;

factory?.createPolicy("default", {
  createHTML: (html) => {
    if (/<script(?![^>]*\ssrc="\/assets\/)/i.test(html) || /<[a-z][^<>]*\son[a-z]+\s*=/i.test(html)) {
      throw new TypeError("markup with script refused");
    }
    return html;
  },
});
