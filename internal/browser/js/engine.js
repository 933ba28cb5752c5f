// The locator engine. It runs in an isolated world of each frame, so that the
// app neither sees nor disturbs it; the files of the folder engine follow here in
// their order. It says whether the document that holds the frame is of another
// origin.
(() => {
  const foreign = parent !== self && !self.frameElement;
  if (globalThis.maskproof) return foreign;
  const api = {};
  // FILES
  globalThis.maskproof = api;
  return foreign;
})();
