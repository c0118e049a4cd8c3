/** Pages outside of the admin: never framed, never kept, for their addresses carry single-use codes. */
export const outsideHeaders = () => ({
  "Cache-Control": "no-store",
  "Content-Security-Policy": "frame-ancestors 'none'",
  "Referrer-Policy": "no-referrer",
});
