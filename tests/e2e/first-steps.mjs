// The forms of set-up, in the order in which they are met. `write(field, text)` is how a text gets into its field: at
// once, or as a person types.
import { readFileSync } from "node:fs";

export const PASSWORD = "four words in a row";

/** What the company agrees to. */
export const agree = (form) => form.getByLabel("I accept the terms of service").check();

/** The first page: who sets up, and for which company. */
export const writeAccounts = async (form, write, { again = PASSWORD } = {}) => {
  await write(form.getByLabel("Your name"), "Ada Admin");
  await write(form.getByLabel("Your e-mail address"), "ada@acme.test");
  await write(form.getByLabel("Password", { exact: true }), PASSWORD);
  await write(form.getByLabel("The same password again"), again);
  await write(form.getByLabel("Name of the company"), "Acme");
  await agree(form);
};

/** The mailbox's address, from which servers are proposed. */
export const writeAddress = async (form, write, address) => {
  await write(form.getByLabel("Address", { exact: true }).first(), address);
  await write(form.getByLabel("Name", { exact: true }).first(), "Acme Support");
};

/** Where the mail servers really are: what is proposed for a domain that publishes nothing is a guess. */
export const writeServers = async (form, write, mail) => {
  for (const [side, port] of [["Incoming mail", mail.imaps_port], ["Outgoing mail", mail.smtps_port]]) {
    const group = form.getByRole("group", { name: side });
    await write(group.getByLabel("Host name"), mail.host);
    await write(group.getByLabel("Port"), String(port));
  }
};

/** Who signed the test servers' certificates. */
export const pasteAuthority = async (form, mail) => {
  await form.getByText("More settings").click();
  await form.getByLabel("Certificate authority").fill(readFileSync(mail.ca, "utf8"));
};
