public import Schemas

/// Notes the length of every weight after every epoch: the square root of the sum of its squares.
public struct WeightNorms: Callback {
  var frozen = true

  public static let schema = Schema<Self>(
    "WeightNorms", summary: "Notes the L2 norm of every weight after every epoch.",
    [Field("frozen", \.frozen, doc: "Whether weights that do not learn are noted too.")])

  public init() {}

  public func epochEnded(_ epoch: inout EndedEpoch, _ memory: inout CallbackMemory) {}
}
