/**
 * Flags of the worker's Node. V8 lets garbage pile up to a multiple of what is alive before it looks, and young garbage to 100 MB. A first
 * sync makes much of it and keeps little: by half, and a fourth of the young, is enough. Nothing is refused to a batch that needs more.
 */
export const workerFlags = ["--heap-growing-percent=50", "--max-semi-space-size=8"];
