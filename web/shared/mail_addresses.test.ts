import { expect, test } from "vitest";
import { mailAddressesIn, meantAddress } from "./mail_addresses";

const ADDRESS = "maija@posti.example";

test.each([
  `Lähetä se ${ADDRESS}-osoitteeseen`,
  `Osoite on "${ADDRESS}"`,
  `${ADDRESS}.Kiitos`,
  `„${ADDRESS}“, kiitos`,
  `[${ADDRESS}]`,
  `*${ADDRESS}*`,
  `•${ADDRESS}`,
  `mailto:${ADDRESS}`,
  `<${ADDRESS}>`,
  `osoite:${ADDRESS}.`,
  `${ADDRESS}:iin`,
  `'${ADDRESS}'`,
  "maija＠posti.example",
])("an address is found in what is written around it: %s", (text) => {
  expect(mailAddressesIn(text)).toEqual([ADDRESS]);
});

test.each(["päivi.o'neil+chat@sähkö-yhtiö.example", "M.Virtanen@Posti.Example", "a_b@c.d.example"])(
  "an address keeps all its letters: %s",
  (address) => {
    expect(mailAddressesIn(`Se on ${address}, kiitos`)).toEqual([address]);
  },
);

test.each(["maija@posti", "@posti.example", "maija@@posti.example", "жmaija@posti.example", "a@b.example@c.example"])(
  "what is none, or another in part, is not found: %s",
  (text) => {
    expect(mailAddressesIn(text)).toEqual([]);
  },
);

test("a long text without an address takes no time", () => {
  expect(mailAddressesIn("a.".repeat(50_000))).toEqual([]);
});

test.each([
  `mailto:${ADDRESS}`,
  `mailto:${ADDRESS}?subject=Hei`,
  `<${ADDRESS}>`,
  `Maija Meikäläinen <${ADDRESS}>`,
  `${ADDRESS}.`,
  `  ${ADDRESS} , `,
  `${ADDRESS.slice(0, 3)}\u200b${ADDRESS.slice(3)}`,
  "maija＠posti.example",
])("a field takes an address as it was copied: %s", (written) => {
  expect(meantAddress(written)).toBe(ADDRESS);
});

test.each(["ma ija@posti.example", "maija", "maija@@posti.example", "a@b.example, c@d.example"])(
  "a field makes no address of what is none: %s",
  (written) => {
    expect(meantAddress(written)).toBe(written);
  },
);
