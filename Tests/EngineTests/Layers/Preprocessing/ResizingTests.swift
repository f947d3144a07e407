import Engine
import Schemas
import Tensors
import Testing

@Suite struct ResizingTests {
  /// Two pixels become four, four become two.
  @Test func pixelsAreMiddlesOfCells() throws {
    #expect(try LayerProbe("Resizing(1, 4)", [1, 2, 1]).output([0, 8]) == [0, 2, 6, 8])
    #expect(try LayerProbe("Resizing(1, 2)", [1, 4, 1]).output([0, 2, 6, 8]) == [1, 7])
    let nearest = try LayerProbe("Resizing(1, 2, interpolation=nearest)", [1, 4, 1])
    #expect(nearest.output([1, 2, 3, 4]) == [2, 4])
  }

  /// Without `antialias` the pixels between the neighbours of a place are not seen.
  @Test func shrinkingMayLookAtAllPixels() throws {
    let pixels: [Float] = [0, 0, 9, 0, 0, 0, 0, 0, 0]
    #expect(try LayerProbe("Resizing(1, 3)", [1, 9, 1]).output(pixels) == [0, 0, 0])
    // Weights 2, 3, 2, 1 for the first place and 1, 2, 3, 2, 1 for the second.
    let smooth = try LayerProbe("Resizing(1, 3, antialias=True)", [1, 9, 1])
    #expect(isNear(smooth.output(pixels), [18.0 / 8, 9.0 / 9, 0]))
    let area = try LayerProbe("Resizing(1, 3, interpolation=area)", [1, 9, 1])
    #expect(isNear(area.output(pixels), [3, 0, 0]))
  }

  /// Of a wide image the sides are left out, and the whole image has room above and below.
  @Test func proportionsMayStay() throws {
    let pixels: [Float] = [1, 2, 3, 4, 5, 6, 7, 8]
    let cut = try LayerProbe("Resizing(2, 2, crop_to_aspect_ratio=True)", [2, 4, 1])
    #expect(cut.output(pixels) == [2, 3, 6, 7])
    let whole = try LayerProbe(
      "Resizing(4, 4, pad_to_aspect_ratio=True, fill_value=9)", [2, 4, 1])
    #expect(whole.output(pixels) == [9, 9, 9, 9] + pixels + [9, 9, 9, 9])
    #expect(whole.gradients((1...16).map(Float.init)) == [(5...12).map(Float.init)])
  }

  /// A cut to the proportions of 1 × 40 would leave no row of an image of 5 × 6.
  @Test func aRowIsLeftAtLeast() throws {
    let probe = try LayerProbe("Resizing(1, 40, crop_to_aspect_ratio=True)", [5, 6, 1])
    let output = probe.output((0..<30).map { Float($0 / 6) })
    #expect(output == Array(repeating: 2, count: 40))
  }

  @Test func argumentsInKerasOrder() throws {
    let layer = try readLayer("Resizing(2, 3, 'nearest', False, True, 'constant', 7, True)")
    let named = try readLayer(
      """
      Resizing(height=2, width=3, interpolation=nearest, crop_to_aspect_ratio=False, \
      pad_to_aspect_ratio=True, fill_mode=constant, fill_value=7, antialias=True)
      """)
    #expect(layer.canonical.text == named.canonical.text)
  }

  @Test func cuttingAndPaddingExcludeEachOther() {
    let text = "Resizing(2, 2, crop_to_aspect_ratio=True, pad_to_aspect_ratio=True)"
    #expect(
      throws: ShapeError("crop_to_aspect_ratio and pad_to_aspect_ratio exclude each other")
    ) { try readLayer(text).outputShape(for: [[4, 4, 1]]) }
  }
}
