// Parts of a page come in the language of the page, whatever the browser asks for by itself.
export const inPageLanguage = (): Record<string, string> => ({ "Accept-Language": document.documentElement.lang });

export const startLanguage = (): void => {
  document.addEventListener("htmx:configRequest", (event) => {
    const { headers } = (event as CustomEvent<{ headers: Record<string, string> }>).detail;
    Object.assign(headers, inPageLanguage());
  });
};
