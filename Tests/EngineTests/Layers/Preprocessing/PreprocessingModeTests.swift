import Engine
import Testing

@Suite struct PreprocessingModeTests {
  private func prepared(_ application: String, _ pixels: [Float]) throws -> [Float] {
    let prepare = try #require(PreprocessingMode(application: application))
    var pixels = pixels
    pixels.withUnsafeMutableBufferPointer { prepare($0) }
    return pixels
  }

  @Test(arguments: [
    ("efficientnet_b0", "efficientnet"), ("efficientnet_lite0", "efficientnet_lite"),
    ("MobileNetV2", "mobilenet_v2"), ("ResNet50", "resnet"), ("VGG16", "vgg16"),
    ("EfficientNetB0", "efficientnet"), ("EfficientNetLite0", "efficientnet_lite"),
  ]) func networksHaveThatOfTheirModule(_ network: String, _ module: String) throws {
    #expect(PreprocessingMode(application: network) == PreprocessingMode(application: module))
  }

  @Test func everyApplicationHasItsWay() throws {
    let pixels: [Float] = [255, 127.5, 0]
    #expect(try prepared("mobilenet_v2", pixels) == [1, 0, -1])
    // Blue first.
    let caffe: [Float] = [-103.939, 127.5 - 116.779, 255 - 123.68]
    #expect(try prepared("vgg16", pixels) == caffe)
    #expect(try prepared("efficientnet", pixels) == pixels)
    let torch = try prepared("densenet", pixels)
    // (1 − 0.485) / 0.229, (0.5 − 0.456) / 0.224, −0.406 / 0.225
    for (value, expected) in zip(torch, [2.248908, 0.196429, -1.804444] as [Float]) {
      #expect(abs(value - expected) < 1e-5)
    }
    #expect(try prepared("efficientnet_lite", [255, 127, 0]) == [1, 0, -127 / 128])
    #expect(PreprocessingMode(application: "lenet") == nil)
  }
}
