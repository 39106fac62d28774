// The functions of libheif that are called, by the names of its C interface. Numbers are places in its memory; whatever may fail writes
// an error at the first of them. See libheif/heif.h.
declare module "libheif-js/wasm-bundle.js" {
  const libheif: Readonly<{
    HEAPU8: Uint8Array;
    _malloc(bytes: number): number;
    _free(at: number): void;
    _heif_context_alloc(): number;
    _heif_context_free(context: number): void;
    _heif_context_read_from_memory_without_copy(error: number, context: number, at: number, bytes: number, options: 0): void;
    _heif_context_get_primary_image_handle(error: number, context: number, handle: number): void;
    _heif_image_handle_release(handle: number): void;
    _heif_image_handle_get_width(handle: number): number;
    _heif_image_handle_get_height(handle: number): number;
    _heif_image_handle_get_list_of_thumbnail_IDs(handle: number, ids: number, most: number): number;
    _heif_image_handle_get_thumbnail(error: number, handle: number, id: number, thumbnail: number): void;
    _heif_image_handle_get_image_tiling(error: number, handle: number, asShown: 0 | 1, tiling: number): void;
    _heif_image_handle_decode_image_tile(
      error: number,
      handle: number,
      image: number,
      colours: number,
      chroma: number,
      options: 0,
      column: number,
      row: number,
    ): void;
    _heif_decode_image(error: number, handle: number, image: number, colours: number, chroma: number, options: 0): void;
    _heif_image_release(image: number): void;
    _heif_image_get_width(image: number, channel: number): number;
    _heif_image_get_height(image: number, channel: number): number;
    _heif_image_get_plane_readonly(image: number, channel: number, stride: number): number;
  }>;
  export default libheif;
}
