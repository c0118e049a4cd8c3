import { useLocation } from "@remix-run/react";
import { useEffect, useRef } from "react";

/**
 * Puts the focus on the heading when the merchant comes to another screen within the app, as a browser begins anew with a document: it is
 * read aloud, and Tab goes on from there. A new query is the same screen.
 */
export function useFocusTitle(): void {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    const title = document.querySelector("h1");
    if (!title) return;
    title.tabIndex = -1;
    title.classList.add("quiet-focus");
    title.focus();
  }, [pathname]);
}
