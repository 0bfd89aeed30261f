// The Trusted Types policies. Deskhero's own pages are escaped on the server; what passes here is checked for the two
// things that no page of ours contains.
interface Policy { createHTML: (html: string) => string }
interface TrustedTypesFactory {
  createPolicy(name: string, rules: Policy): Policy;
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

const asItIs: Policy = { createHTML: (html) => html };
const inert = factory?.createPolicy("inert", asItIs) ?? asItIs;

/** Reads what somebody pasted: in a document of its own nothing of it runs or loads. */
export const readInert = (html: string): Document => new DOMParser().parseFromString(inert.createHTML(html), "text/html");
