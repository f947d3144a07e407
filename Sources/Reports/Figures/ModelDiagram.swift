/// A model as blocks that are joined.
public struct ModelDiagram: Sendable, Equatable {
  /// Layers that are drawn as one: a layer, and those that only finish what it does.
  public struct Block: Sendable, Equatable {
    /// What a block does, which is its colour.
    public enum Kind: Sendable {
      case convolution, dense, pooling, merging, network, other
    }

    /// The name of its first layer.
    public var name: String

    /// What it does.
    public var kind: Kind

    /// The class of its first layer.
    public var title: String

    /// What tells it from others of its class: “3 × 3”.
    public var detail: String

    /// What finishes it: “BatchNormalization”, “relu”.
    public var followers: [String]

    /// The shape of what it puts out.
    public var outputShape: [Int]

    /// Numbers in its weights.
    public var parameterCount: Int

    /// Multiply-adds for one example.
    public var multiplyAdds: Int

    /// Layers inside, and how many of them do not learn.
    public var layerCount: Int
    /// Layers with weights that do not learn, of all that have weights; from 0 to 1.
    public var frozenShare: Double

    /// The blocks that it reads; nil stands for the model's input.
    public var inputs: [Int?]

    /// A block.
    public init(
      name: String, kind: Kind, title: String, detail: String, followers: [String],
      outputShape: [Int], parameterCount: Int, multiplyAdds: Int, layerCount: Int,
      frozenShare: Double, inputs: [Int?]
    ) {
      self.name = name
      self.kind = kind
      self.title = title
      self.detail = detail
      self.followers = followers
      self.outputShape = outputShape
      self.parameterCount = parameterCount
      self.multiplyAdds = multiplyAdds
      self.layerCount = layerCount
      self.frozenShare = frozenShare
      self.inputs = inputs
    }
  }

  /// What is drawn.
  public var title: String

  /// The shape of an example.
  public var inputShape: [Int]

  /// The blocks in the order of computation.
  public var blocks: [Block]

  /// A diagram.
  public init(title: String, inputShape: [Int], blocks: [Block]) {
    self.title = title
    self.inputShape = inputShape
    self.blocks = blocks
  }
}
