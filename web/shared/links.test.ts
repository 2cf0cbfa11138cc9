import fc from "fast-check";
import { expect, test } from "vitest";
import { labelOf, pieces } from "./links";

const links = (text: string) => pieces(text).flatMap(({ href }) => href ?? []);

test("addresses are found without the sentence around them", () => {
  expect(links("Katso https://pohjola.example/jarrut, tai (http://a.example/b?c=d).")).toEqual([
    "https://pohjola.example/jarrut",
    "http://a.example/b?c=d",
  ]);
});

test("nothing but pages, mail and telephones is a link", () => {
  const others = "javascript:alert(1) data:text/html,x //c.example www.d xwww.e.example a@www.f ftp://g.example";
  expect(links(`${others} vbscript:x file:///etc/passwd a:b@c mailto:?bcc=x tel:1`)).toEqual([]);
  expect(links("www.d.example, a@b.example, 08 123 456")).toEqual([
    "https://www.d.example/",
    "mailto:a@b.example",
    "tel:08123456",
  ]);
});

const WIKI = "https://fi.wikipedia.example/wiki/Turku_(kaupunki)";

test.each([
  [WIKI, WIKI],
  [`(${WIKI})`, WIKI],
  [`Katso ${WIKI}.`, WIKI],
  ["**https://a.example/x**", "https://a.example/x"],
  ["https://a.example/wiki/L'Oréal", "https://a.example/wiki/L'Oréal"],
  ["'https://a.example/x'", "https://a.example/x"],
  ["„https://a.example/x“", "https://a.example/x"],
  ["”https://a.example/x”", "https://a.example/x"],
  ["»https://a.example/x»", "https://a.example/x"],
  ["https://a.example/x—katso", "https://a.example/x"],
  ["https://a.example/x:ssä on", "https://a.example/x"],
  ["https://a.example:iin", "https://a.example"],
  ["https://a.example/x’s", "https://a.example/x"],
  ["[https://a.example/x?a[]=1]", "https://a.example/x?a[]=1"],
  ["https://a.example:8443/x", "https://a.example:8443/x"],
  ["https://a.example/wiki/Luokka:Suomi", "https://a.example/wiki/Luokka:Suomi"],
  ["https://a.example/?to=https://b.example/", "https://a.example/?to=https://b.example/"],
  ["www.pohjola.example/jarrut!", "www.pohjola.example/jarrut"],
])("an address is taken whole, and without what is around it: %s", (text, address) => {
  expect(pieces(text).filter(({ href }) => href !== null)).toMatchObject([{ text: address }]);
});

test.each([",", ";", "|", ", "])("two addresses that are joined by %s are two", (joint) => {
  const [one, other] = ["https://a.example/x", "https://b.example/y"];
  expect(links(`${one}${joint}${other}`)).toEqual([one, other]);
  expect(links(`${one}${joint}www.b.example`)).toEqual([one, "https://www.b.example/"]);
});

test("an address without its beginning says whose page it is where its letters hide that", () => {
  expect(shown("www.b\u0430nk.example")).toMatchObject({ domain: "www.xn--bnk-6cd.example" });
  expect(shown("www.pohjola.example")).toEqual({ text: "www.pohjola.example", domain: null });
});

test("long rows of brackets and full stops take no time", () => {
  for (const row of [")", ".", "(", "www.", ",www."]) links(`https://a.example/${row.repeat(2000)}`);
});

test("what could hide the rest of an address ends it", () => {
  expect(links("https://a.example/\u202Egpj.exe")).toEqual(["https://a.example/"]);
  expect(links('https://a.example/"onclick="x')).toEqual(["https://a.example/"]);
});

test("a name in an address cannot pass for its domain", () => {
  expect(links("https://bank.example@evil.example/")).toEqual([]);
  expect(pieces("https://a.example/b").map(({ domain }) => domain)).toEqual(["a.example"]);
});

/** How the only address of a text is shown. */
function shown(text: string) {
  const link = pieces(text).find(({ href }) => href !== null);
  return labelOf(link?.text ?? "", link?.domain ?? "");
}

test("a long address is shortened behind its domain, and the domain stays whole", () => {
  const long = `https://pohjola.example/${"osa/".repeat(60)}loppu?x=1`;
  const host = `https://${"pitka.".repeat(20)}evil.example/`;

  expect(shown(long)).toEqual({ text: "https://pohjola.example/osa/osa/osa/osa/osa/osa…sa/loppu?x=1", domain: null });
  expect(shown(long).text.length).toBeLessThan(70);
  expect(shown(host).text).toBe(host);
});

test("an address whose letters disguise its domain says the domain", () => {
  const disguises = {
    // Cyrillic letters that look like Latin ones.
    "https://\u0430\u0440\u0440\u04cf\u0435.example/": "xn--80ak6aa92e.example",
    "https://ba\u0274k.example/": "xn--bak-hwb.example",
    "https://%65vil.example/": "evil.example",
    "http://2130706433/": "127.0.0.1",
    "https://\uff45vil.example/": "evil.example",
    "https://bank\u3002evil.example/": "bank.evil.example",
  };

  for (const [text, domain] of Object.entries(disguises)) expect(shown(text), text).toEqual({ text, domain });
});

test("an address with Nordic letters, large letters or a port is shown as it is", () => {
  for (const text of ["https://sähkö.example/", "https://Pohjola.EXAMPLE/", "https://pohjola.example:8443/a"]) {
    expect(shown(text), text).toEqual({ text, domain: null });
  }
});

test("what stands before an address's first slash is all that can be its domain", () => {
  expect(shown("https://evil.example\\@bank.example/")).toMatchObject({ domain: null });
  expect(pieces("https://evil.example\\@bank.example/")[0]?.domain).toBe("evil.example");
});

test("no character is lost", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.webUrl())), (parts) => {
      expect(
        pieces(parts.join(" "))
          .map(({ text }) => text)
          .join(""),
      ).toBe(parts.join(" "));
    }),
  );
});
