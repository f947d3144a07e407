import Diagnostics
import Engine
import Schemas
import Testing
import Zoo

@Suite struct PublishedWeightsTests {
  private func network(_ text: String) throws -> any Application {
    var diagnostics: [Diagnostic] = []
    let file = SourceFile(path: "a.md", text: text)
    let value = Notation.value(MappedText(text, file: file, at: 0), &diagnostics)
    let layer = value.flatMap { LayerItem.read($0, &diagnostics)?.layer }
    return try #require(layer as? any Application)
  }

  @Test(arguments: [
    ("MobileNetV2()", "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224.h5"),
    (
      "MobileNetV2(input_shape=(160, 160, 3), alpha=0.35, include_top=False)",
      "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.35_160_no_top.h5"
    ),
    ("VGG16(include_top=False)", "vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5"),
    ("ResNet50()", "resnet50_weights_tf_dim_ordering_tf_kernels.h5"),
    ("EfficientNetB0(include_top=False)", "efficientnetb0_notop.h5"),
    ("EfficientNetLite0()", "efficientnet-lite0-57934424.pth"),
  ]) func filesHaveKerasNames(_ text: String, _ file: String) throws {
    let published = try #require(PublishedWeights(of: network(text)))
    #expect(published.file == file)
    #expect(published.origin.contains(file) || published.origin.contains("models fetch"))
    // Keras names no checksum of MobileNetV2's files.
    #expect((published.checksum == nil) == text.hasPrefix("MobileNetV2"))
  }

  @Test func widthsWithoutWeightsHaveNone() throws {
    #expect(PublishedWeights(of: try network("MobileNetV2(alpha=0.6)")) == nil)
  }
}
