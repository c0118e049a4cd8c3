/**
 * Pages outside of the admin: never framed, never kept, for their addresses carry single-use codes. Other sites learn no address; without
 * any referrer the browser would call a form's origin "null", which Remix refuses.
 */
export const outsideHeaders = () => ({
  "Cache-Control": "no-store",
  "Content-Security-Policy": "frame-ancestors 'none'",
  "Referrer-Policy": "same-origin",
});
