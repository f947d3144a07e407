import Diagnostics
import Engine
import Schemas
import Tensors
import Testing

/// What is written for programs that only predict.
@Suite struct OperatorGraphTests {
  private func graph(_ layers: [String], on shape: Shape) throws -> Graph {
    try #require(SmallTraining.chain(layers, on: shape))
  }

  private func export(_ layers: [String], on shape: Shape) throws -> OperatorGraph {
    let graph = try graph(layers, on: shape)
    try #require(graph.unexportedLayer == nil)
    return graph.operatorGraph(graph.initialWeights(seed: 1))
  }

  private func attribute(_ name: String, _ node: OperatorGraph.Node) -> OperatorGraph.Attribute? {
    node.attributes.first { $0.name == name }?.value
  }

  @Test func imagesAreTurnedOnceAndBackForWhatIsFlat() throws {
    let operators = try export(
      [
        "Rescaling(1/255)", "Conv2D(4, 3, strides=2, padding=same, activation=relu)",
        "BatchNormalization()", "MaxPooling2D(2)", "Dropout(0.5)", "Flatten()", "Dense(3)",
        "Softmax()",
      ], on: [8, 8, 2])
    #expect(
      operators.nodes.map(\.operation) == [
        "Mul", "Add", "Transpose", "Conv", "Relu", "BatchNormalization", "MaxPool", "Transpose",
        "Reshape", "MatMul", "Add", "Softmax", "Identity",
      ])
    // Every value is made before it is read, and the last one is the output.
    var known = Set([OperatorGraph.input] + operators.constants.map(\.name))
    for node in operators.nodes {
      #expect(known.isSuperset(of: node.inputs))
      #expect(known.insert(node.output).inserted)
    }
    #expect(operators.nodes.last?.output == OperatorGraph.output)
    // 8 cells with steps of 2 and a window of 3 are short of one row, which is at the bottom in Keras.
    let convolution = try #require(operators.nodes.first { $0.operation == "Conv" })
    #expect(attribute("pads", convolution) == .integers([0, 0, 1, 1]))
    #expect(attribute("strides", convolution) == .integers([2, 2]))
    #expect(attribute("group", convolution) == .integer(1))
  }

  @Test func kernelsStandAsOnnxHasThem() throws {
    let graph = try graph(
      ["Conv2D(2, (1, 3), use_bias=False)", "DepthwiseConv2D(2, depth_multiplier=2)"],
      on: [4, 5, 2])
    func counting(_ shape: Shape) -> Tensor {
      Tensor((0..<shape.count).map { Float($0) }, shape: shape)
    }
    let operators = graph.operatorGraph([
      (name: "conv2d/kernel", tensor: counting([1, 3, 2, 2])),
      (name: "depthwise_conv2d/kernel", tensor: counting([2, 2, 2, 2])),
      (name: "depthwise_conv2d/bias", tensor: counting([4])),
    ])
    let tensors = operators.constants.compactMap { constant -> Tensor? in
      if case .floats(let tensor) = constant.value { tensor } else { nil }
    }
    // [filters, channels, rows, columns]: of a cell the channels are 2 apart, and the cells 4.
    #expect(tensors[0].shape == [2, 2, 1, 3])
    #expect(tensors[0].elements == [0, 4, 8, 2, 6, 10, 1, 5, 9, 3, 7, 11])
    // A filter for every output, each of one channel; the cells are 4 apart.
    #expect(tensors[1].shape == [4, 1, 2, 2])
    #expect(tensors[1].elements == [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15])
    let depthwise = try #require(operators.nodes.last { $0.operation == "Conv" })
    #expect(attribute("group", depthwise) == .integer(2))
  }

  @Test func wholeNetworksAreExported() throws {
    for network in ["MobileNetV2", "ResNet50", "EfficientNetLite0", "EfficientNetB0", "VGG16"] {
      let graph = try graph(["\(network)(weights=None, include_top=False)"], on: [32, 32, 3])
      #expect(graph.unexportedLayer == nil)
    }
  }

  @Test func whatOnnxHasNoOperatorForIsNamed() throws {
    let graph = try graph(
      ["Flatten()", "Dense(4)", "Activation('squareplus')", "Dense(2)"], on: [4, 4, 1])
    #expect(graph.unexportedLayer == "activation")
    #expect(
      try self.graph(["Conv2DTranspose(4, 2, name='up')"], on: [4, 4, 1]).unexportedLayer == "up")
    #expect(try self.graph(["RandomCrop(2, 2)"], on: [4, 4, 1]).unexportedLayer == "random_crop")
  }
}
