// Package pixels reads what a picture shows: printed text with Tesseract, and
// QR and bar codes. It is layer 1 and knows nothing of recordings. Call [New]
// first, then [Reader.Read] with a batch of pictures.
//
// # Which pictures
//
// PNG, JPEG, GIF, WebP (lossy, lossless and VP8X) and BMP. Of an animated one
// only the first picture is read, and the page says so. AVIF and whatever else
// is not known is not read. The header is read before the pixels: a picture of
// more than ten million pixels is refused unseen.
//
// # Which codes
//
// QR, Data Matrix, Aztec, Code 128, 39 and 93, ITF and EAN-13. PDF417 is not read:
// gozxing has no decoder of it.
//
// # How text is read
//
// Tesseract tells text from background by one threshold for the whole picture,
// which loses the dark bar above a light page. So each pixel is first compared
// with the background around it, and what differs is drawn black on white,
// whatever its colours were. Text on screens is small; pictures are enlarged
// to about the resolution that Tesseract was trained on.
//
// Every picture costs some tenths of a second. Frames of one canvas that show
// the same are read once: see [sketch].
package pixels
