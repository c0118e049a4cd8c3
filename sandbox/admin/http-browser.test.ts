import { expect, test } from "vitest";
import { fillConsentForm } from "./http-browser.ts";

const page = (text: string) => ({
  url: new URL("http://hub.test/oauth/authorize?x=1"),
  status: 200,
  headers: new Headers(),
  text,
});

test("a form is sent as a person who agrees would: hidden fields kept, the first account taken, the approving button pressed", () => {
  const form = fillConsentForm(
    page(`<form action="/search"><input name="q"><button>Search</button></form>
<form method="post" action="?x=1&amp;y=2"><input type="hidden" name="csrf" value="a&amp;b">
<input type="radio" name="portalId" value="1"><input type="radio" name="portalId" value="2">
<input type="checkbox" name="terms" value="yes" required><input type="checkbox" name="news">
<select name="region"><option value="">Choose</option><option value="eu1">EU</option></select>
<button name="decision" value="cancel">Cancel</button><button name="decision" value="go">Connect app</button></form>`),
  );

  expect(form?.url.href).toBe("http://hub.test/oauth/authorize?x=1&y=2");
  expect(form?.method).toBe("post");
  expect(Object.fromEntries(form?.fields ?? [])).toEqual({
    csrf: "a&b",
    portalId: "1",
    terms: "yes",
    region: "eu1",
    decision: "go",
  });
});

test("a preset account is kept, and a submit input counts as a button", () => {
  const form = fillConsentForm(
    page(`<form><input type="radio" name="p" value="1"><input type="radio" name="p" value="2" checked>
<input type="submit" name="ok" value="Grant access" formaction="/grant" formmethod="POST"></form>`),
  );

  expect(form?.url.pathname).toBe("/grant");
  expect(form?.method).toBe("post");
  expect(form?.fields.toString()).toBe("p=2&ok=Grant+access");
});

test("a page with nothing to agree to gives no form", () => {
  expect(fillConsentForm(page("<h1>Refused</h1>"))).toBeNull();
  expect(fillConsentForm(page("<form><button>Cancel</button></form>"))).toBeNull();
});
