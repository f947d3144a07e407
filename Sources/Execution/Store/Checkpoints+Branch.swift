extension Checkpoints {
  /// The checkpoints of another run of the same work, such as a training with another seed.
  ///
  /// - Parameter name: What sets the run apart.
  /// - Returns: Checkpoints of a lineage of their own.
  public func branch(_ name: String) -> Checkpoints {
    Checkpoints(lineage: Digest(of: "\(lineage) \(name)"), store: store, reads: reads)
  }
}
