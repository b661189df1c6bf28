// The portal's own router: the address is read and written here and nowhere else.
import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
const tell = () => listeners.forEach((listener) => listener());
window.addEventListener("popstate", tell);

const listen = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** Goes to an address of the portal. */
export function go(address: string) {
  history.pushState(null, "", address);
  tell();
}

/** The portal's address, now and whenever it changes. */
export function useAddress() {
  return new URL(useSyncExternalStore(listen, () => location.href));
}
