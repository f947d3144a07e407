import Schemas
import Tensors

// What is done to every number by itself, or to rows of numbers.

extension DenseOperation: ExportedOperation {
  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    let kernel = export.constant(export.weight(call.parameters[0]))
    var name = export.add("MatMul", [export.last(call.inputs[0]), kernel])
    if usesBias {
      name = export.add("Add", [name, export.constant(export.weight(call.parameters[1]))])
    }
    export.set(call.output, last: name)
  }
}

extension BatchNormalizationOperation: ExportedOperation {
  /// ONNX has the channels in front; of images those can be turned.
  func isExported(_ inputs: [Shape], to output: Shape) -> Bool { [1, 3].contains(output.rank) }

  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    let isImage = export.shape(of: call.output).rank == 3
    let channels = export.shape(of: call.output)[-1]
    var weights = call.parameters.map { export.weight($0) }
    func part(_ isThere: Bool, otherwise number: Float) -> Tensor {
      isThere
        ? weights.removeFirst()
        : Tensor(Array(repeating: number, count: channels), shape: [channels])
    }
    let parts = [part(usesScale, otherwise: 1), part(usesCenter, otherwise: 0)] + weights
    let input = isImage ? export.first(call.inputs[0]) : export.last(call.inputs[0])
    let name = export.add(
      "BatchNormalization", [input] + parts.map { export.constant($0) },
      [("epsilon", .float(epsilon))])
    if isImage { export.set(call.output, first: name) } else { export.set(call.output, last: name) }
  }
}

extension LayerNormalizationOperation: ExportedOperation {
  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    let width = export.shape(of: call.output)[-1]
    // Of several axes the weights are one row here, as the numbers are.
    var weights = call.parameters.map {
      Tensor(export.weight($0).elements, shape: [width])
    }
    let scale =
      usesScale
      ? weights.removeFirst() : Tensor(Array(repeating: 1, count: width), shape: [width])
    var inputs = [export.last(call.inputs[0]), export.constant(scale)]
    if let shift = weights.first { inputs.append(export.constant(shift)) }
    export.set(
      call.output,
      last: export.add(
        "LayerNormalization", inputs, [("axis", .integer(-1)), ("epsilon", .float(epsilon))]))
  }
}

extension ActivationOperation: ExportedOperation {
  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    export.addElementwise(call) { export, names in
      export.add(activation, to: names[0])
    }
  }
}

extension OperatorExport {
  /// Adds an activation and returns the name of what it makes.
  fileprivate mutating func add(_ activation: ElementwiseActivation, to name: String) -> String {
    switch activation {
    case .linear: name
    case .relu: add("Relu", [name])
    case .relu6: clip(name, 0, 6)
    case .sigmoid: add("Sigmoid", [name])
    case .tanh: add("Tanh", [name])
    case .elu(let alpha): add("Elu", [name], [("alpha", .float(alpha))])
    case .selu: add("Selu", [name])
    case .leakyRelu(let slope): add("LeakyRelu", [name], [("alpha", .float(slope))])
    case .softplus: add("Softplus", [name])
    case .exponential: add("Exp", [name])
    case .hardSigmoid:
      add("HardSigmoid", [name], [("alpha", .float(1 / 6)), ("beta", .float(0.5))])
    case .logSigmoid: add("Neg", [add("Softplus", [add("Neg", [name])])])
    case .softsign: add("Softsign", [name])
    }
  }

  fileprivate mutating func clip(_ name: String, _ least: Float, _ most: Float) -> String {
    add("Clip", [name, constant(least), constant(most)])
  }
}

extension InputActivationOperation: ExportedOperation {
  func isExported(_ inputs: [Shape], to output: Shape) -> Bool {
    switch activation {
    case .gelu, .silu, .hardSilu, .mish, .celu, .hardTanh, .tanhShrink: true
    case .relu(_, let slope, let threshold): slope == 0 && threshold == 0
    case .geluTanh, .hardShrink, .softShrink, .squareplus, .threshold: false
    }
  }

  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    export.addElementwise(call) { export, names in
      let x = names[0]
      switch activation {
      case .gelu:
        // x / 2 · (1 + erf(x / √2))
        let scaled = export.add("Mul", [x, export.constant(0.70710678)])
        let factor = export.add(
          "Add", [export.add("Erf", [scaled]), export.constant(1)])
        return export.add("Mul", [export.add("Mul", [x, export.constant(0.5)]), factor])
      case .silu: return export.add("Mul", [x, export.add("Sigmoid", [x])])
      case .hardSilu: return export.add("HardSwish", [x])
      case .mish:
        return export.add(
          "Mul", [x, export.add("Tanh", [export.add("Softplus", [x])])])
      case .celu(let alpha): return export.add("Celu", [x], [("alpha", .float(alpha))])
      case .hardTanh: return export.clip(x, -1, 1)
      case .tanhShrink: return export.add("Sub", [x, export.add("Tanh", [x])])
      case .relu(let most, _, _): return export.clip(x, 0, most)
      case .geluTanh, .hardShrink, .softShrink, .squareplus, .threshold:
        preconditionFailure("an activation that was not checked: \(activation)")
      }
    }
  }
}

extension PReLUOperation: ExportedOperation {
  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    let slope = export.constant(export.weight(call.parameters[0]))
    export.set(call.output, last: export.add("PRelu", [export.last(call.inputs[0]), slope]))
  }
}

extension SoftmaxOperation: ExportedOperation {
  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    export.set(
      call.output,
      last: export.add(
        isLogarithmic ? "LogSoftmax" : "Softmax", [export.last(call.inputs[0])],
        [("axis", .integer(-1))]))
  }
}

extension ScaleOperation: ExportedOperation {
  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    func constant(_ numbers: [Float], _ export: inout OperatorExport) -> String {
      numbers.count == 1
        ? export.constant(numbers[0])
        : export.constant(Tensor(numbers, shape: [numbers.count]))
    }
    let name = export.add("Mul", [export.last(call.inputs[0]), constant(scale, &export)])
    export.set(call.output, last: export.add("Add", [name, constant(offset, &export)]))
  }
}

extension StandardizeOperation: ExportedOperation {
  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    let parts =
      statistics.map { [$0.mean, $0.variance] }
      ?? call.parameters.prefix(2).map { export.weight($0).elements }
    let deviation = parts[1].map { max($0.squareRoot(), Self.leastDeviation) }
    let mean = export.constant(Tensor(parts[0], shape: statisticsShape))
    let divisor = export.constant(Tensor(deviation, shape: statisticsShape))
    let input = export.last(call.inputs[0])
    let name =
      inverts
      ? export.add("Add", [export.add("Mul", [input, divisor]), mean])
      : export.add("Div", [export.add("Sub", [input, mean]), divisor])
    export.set(call.output, last: name)
  }
}

extension MergeOperation: ExportedOperation {
  func isExported(_ inputs: [Shape], to output: Shape) -> Bool {
    inputs.allSatisfy { $0.rank == output.rank }
  }

  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    let operation =
      switch kind {
      case .add: "Add"
      case .subtract: "Sub"
      case .multiply: "Mul"
      case .average: "Mean"
      case .maximum: "Max"
      case .minimum: "Min"
      }
    export.addElementwise(call) { export, names in
      // The first three take two values at a time.
      guard [.add, .subtract, .multiply].contains(kind) else {
        return export.add(operation, names)
      }
      return names.dropFirst().reduce(names[0]) { export.add(operation, [$0, $1]) }
    }
  }
}

extension ConcatenateOperation: ExportedOperation {
  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    let isImage = export.shape(of: call.output).rank == 3
    if isImage, call.inputs.allSatisfy({ export.hasFirst($0) }) {
      let names = call.inputs.map { export.first($0) }
      // [H, W, C] is [C, H, W] there.
      let place = [2, 3, 1][axis]
      export.set(
        call.output, first: export.add("Concat", names, [("axis", .integer(place))]))
      return
    }
    let names = call.inputs.map { export.last($0) }
    export.set(
      call.output, last: export.add("Concat", names, [("axis", .integer(axis + 1))]))
  }
}

extension ReshapeOperation: ExportedOperation {
  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    let shape = export.shape(of: call.output)
    guard shape != export.shape(of: call.inputs[0]) else {
      export.set(call.output, as: call.inputs[0])
      return
    }
    // 0 stands for as many examples as there are.
    let sizes = export.constant([0] + shape.sizes)
    export.set(call.output, last: export.add("Reshape", [export.last(call.inputs[0]), sizes]))
  }
}

extension PermuteOperation: ExportedOperation {
  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    export.set(
      call.output,
      last: export.add(
        "Transpose", [export.last(call.inputs[0])],
        [("perm", .integers([0] + order.map { $0 + 1 }))]))
  }
}

// What does nothing where nothing is learnt.

extension DropoutOperation: ExportedOperation {
  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    export.set(call.output, as: call.inputs[0])
  }
}

extension GaussianNoiseOperation: ExportedOperation {
  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    export.set(call.output, as: call.inputs[0])
  }
}

extension ActivityPenaltyOperation: ExportedOperation {
  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    export.set(call.output, as: call.inputs[0])
  }
}

extension RandomImageOperation: ExportedOperation {
  /// A crop takes the middle; the others let pictures through.
  func isExported(_ inputs: [Shape], to output: Shape) -> Bool { inputs[0] == output }

  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    export.set(call.output, as: call.inputs[0])
  }
}
