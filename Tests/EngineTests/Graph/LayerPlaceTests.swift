import Engine
import Tensors
import Testing

/// Which layers can be looked into, and by what names.
@Suite struct LayerPlaceTests {
  private let chain = [
    "Rescaling(1/255)", "Conv2D(4, 3, name=a)", "MaxPooling2D()", "Conv2D(6, 3, name=b)",
    "BatchNormalization(name=n)", "ReLU(name=r)", "MaxPooling2D(name=p)", "Flatten()",
    "Dense(3, activation=softmax, name=head)",
  ]

  @Test func theFirstConvolutionAndTheLastPicture() throws {
    let graph = try readGraph(chain, input: [16, 16, 1])
    #expect(graph.firstConvolution?.name == "a")
    // Not what is pooled.
    #expect(graph.lastPicture?.name == "r")
    #expect(graph.lastPicture?.shape == [5, 5, 6])
    #expect(graph.place(named: "head")?.isSpatial == false)
    #expect(graph.place(named: "hed") == nil)
  }

  @Test func aModelWithoutConvolutionsHasNeither() throws {
    let graph = try readGraph(["Rescaling(1/255)", "Flatten()", "Dense(3)"], input: [4, 4, 1])
    #expect(graph.firstConvolution == nil)
    #expect(graph.lastPicture == nil)
  }

  /// A convolution that is the whole model is not in front of anything.
  @Test func theOutputIsNotInFrontOfTheHead() throws {
    #expect(try readGraph(["Conv2D(3, 3)"], input: [4, 4, 1]).lastPicture == nil)
  }

  @Test func theLayersOfANetworkHaveItsNameInFront() throws {
    let graph = try readGraph(
      [
        "base = MobileNetV2(weights=None, include_top=False)", "GlobalAveragePooling2D()",
        "Dense(2)",
      ], input: [64, 64, 3])
    let base = try #require(graph.places.first { $0.name.hasSuffix("/out_relu") })
    let network = String(base.name.dropLast("/out_relu".count))
    #expect(graph.place(named: network)?.shape == base.shape)
    #expect(graph.place(named: "out_relu") == base)
    #expect(graph.lastPicture?.name == network)
    #expect(graph.firstConvolution?.name == "\(network)/Conv1")
    let conv1 = try #require(graph.place(named: "Conv1"))
    let kernel = try #require(graph.convolutionKernel(of: conv1))
    #expect(kernel.path == "\(network)/Conv1/kernel")
    #expect(kernel.shape == [3, 3, 3, 32])
  }

  /// What is not needed for a layer is left out; what it needs beside the chain is not.
  @Test func upToALayer() throws {
    let graph = try readGraph(
      [
        "x = Conv2D(4, 3, padding=same, name=a)", "y = Conv2D(4, 3, padding=same, name=b)(x)",
        "z = Conv2D(4, 1, name=c)(x)", "Add(name=sum)([x, y])", "w = ReLU(name=r)",
        "Concatenate()([w, z])", "GlobalAveragePooling2D()", "Dense(2)",
      ], input: [8, 8, 1])
    let place = try #require(graph.place(named: "sum"))
    let part = graph.upTo(place)
    #expect(part.nodes.map(\.name) == ["a", "b", "sum"])
    #expect(part.nodes.last?.inputs == [0, 1])
    #expect(part.outputShape == [8, 8, 4])
  }
}
