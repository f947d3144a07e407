/// An operation that does something else in training than in inference.
protocol PhasedOperation: Operation {
  /// What it does where its layer infers while the model trains: `(training=False)`.
  var inInference: any Operation { get }
}

extension BatchNormalizationOperation: PhasedOperation {
  var inInference: any Operation {
    var operation = self
    operation.isFrozen = true
    return operation
  }
}

extension DropoutOperation: PhasedOperation {
  /// The same numbers, in the same memory where that can be.
  var inInference: any Operation { ReshapeOperation() }
}

extension GaussianNoiseOperation: PhasedOperation {
  /// The same numbers, in the same memory where that can be.
  var inInference: any Operation { ReshapeOperation() }
}

extension RandomImageOperation: PhasedOperation {
  var inInference: any Operation { RandomImageOperation(layer: layer, isStill: true) }
}
