import Schemas
import Tensors

// Windows over images: the channels stand in front, and kernels as [filters, channels, height, width].

extension Window {
  /// Rows and columns of zeros at all sides: top, left, bottom, right.
  fileprivate var exportedBorder: [Int] {
    func behind(
      _ places: Int, _ stride: Int, _ kernel: Int, _ dilation: Int, _ size: Int, _ before: Int
    ) -> Int {
      max((places - 1) * stride + (kernel - 1) * dilation + 1 - size - before, 0)
    }
    return [
      padding.top, padding.left,
      behind(
        output.height, strides.height, kernel.height, dilation.height, image[0], padding.top),
      behind(output.width, strides.width, kernel.width, dilation.width, image[1], padding.left),
    ]
  }

  fileprivate var exportedAttributes: [(name: String, value: OperatorGraph.Attribute)] {
    [
      ("kernel_shape", .integers([kernel.height, kernel.width])),
      ("strides", .integers([strides.height, strides.width])),
      ("pads", .integers(exportedBorder)),
    ]
  }
}

extension OperatorExport {
  /// Adds a convolution.
  ///
  /// - Parameters:
  ///   - call: The operation's place.
  ///   - window: The window.
  ///   - groups: Groups of channels by themselves.
  ///   - kernel: `[filters, channels of a group, height, width]`.
  fileprivate mutating func convolve(
    _ call: OperatorCall, _ window: Window, groups: Int, kernel: Tensor
  ) {
    var inputs = [first(call.inputs[0]), constant(kernel)]
    if call.parameters.count > 1 { inputs.append(constant(weight(call.parameters[1]))) }
    set(
      call.output,
      first: add(
        "Conv", inputs,
        window.exportedAttributes + [
          ("dilations", .integers([window.dilation.height, window.dilation.width])),
          ("group", .integer(groups)),
        ]))
  }

  /// Adds something that is done to an image under a window.
  fileprivate mutating func pool(_ call: OperatorCall, _ window: Window, by operation: String) {
    set(
      call.output, first: add(operation, [first(call.inputs[0])], window.exportedAttributes))
  }
}

extension Tensor {
  /// Keras' kernel `[height, width, channels, filters]` in ONNX' order.
  fileprivate var filtersFirst: Tensor {
    let (height, width, channels, filters) = (shape[0], shape[1], shape[2], shape[3])
    return Tensor(shape: [filters, channels, height, width]) { target in
      withElements { source in
        for index in target.indices {
          let (place, column) = index.quotientAndRemainder(dividingBy: width)
          let (outer, row) = place.quotientAndRemainder(dividingBy: height)
          let (filter, channel) = outer.quotientAndRemainder(dividingBy: channels)
          target[index] = source[((row * width + column) * channels + channel) * filters + filter]
        }
      }
    }
  }

  /// Keras' depthwise kernel `[height, width, channels, multiplier]` in ONNX' order: a filter of one channel for
  /// every output.
  fileprivate var channelsFirst: Tensor {
    let (height, width) = (shape[0], shape[1])
    let outputs = shape[2] * shape[3]
    return Tensor(shape: [outputs, 1, height, width]) { target in
      withElements { source in
        for index in target.indices {
          let (output, cell) = index.quotientAndRemainder(dividingBy: height * width)
          target[index] = source[cell * outputs + output]
        }
      }
    }
  }
}

extension ConvolutionOperation: ExportedOperation {
  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    export.convolve(
      call, window, groups: 1, kernel: export.weight(call.parameters[0]).filtersFirst)
  }
}

extension GroupedConvolutionOperation: ExportedOperation {
  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    export.convolve(
      call, window, groups: groups, kernel: export.weight(call.parameters[0]).filtersFirst)
  }
}

extension DepthwiseConvolutionOperation: ExportedOperation {
  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    export.convolve(
      call, window, groups: window.image[2],
      kernel: export.weight(call.parameters[0]).channelsFirst)
  }
}

extension MaxPoolingOperation: ExportedOperation {
  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    export.pool(call, window, by: "MaxPool")
  }
}

extension AveragePoolingOperation: ExportedOperation {
  /// What lies over the border does not count, in Keras and by ONNX' default.
  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    export.pool(call, window, by: "AveragePool")
  }
}

extension GlobalPoolingOperation: ExportedOperation {
  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    let operation = kind == .average ? "GlobalAveragePool" : "GlobalMaxPool"
    let pooled = export.add(operation, [export.first(call.inputs[0])])
    if export.shape(of: call.output).rank == 3 {
      export.set(call.output, first: pooled)
    } else {
      export.set(call.output, last: export.add("Flatten", [pooled], [("axis", .integer(1))]))
    }
  }
}

extension CellMapOperation: ExportedOperation {
  /// The cells of an axis: some behind one another, and cells of the fill around them.
  private static func parts(_ map: [Int32]) -> (before: Int, cells: [Int], after: Int)? {
    let before = map.prefix { $0 < 0 }.count
    let after = map.reversed().prefix { $0 < 0 }.count
    guard before < map.count else { return nil }
    let cells = map[before..<(map.count - after)].map { Int($0) }
    return cells.contains { $0 < 0 } ? nil : (before, cells, after)
  }

  func isExported(_ inputs: [Shape], to output: Shape) -> Bool {
    Self.parts(rows) != nil && Self.parts(columns) != nil
  }

  func export(_ call: OperatorCall, into export: inout OperatorExport) {
    guard let rows = Self.parts(rows), let columns = Self.parts(columns) else {
      preconditionFailure("an image is mapped in a way that was not checked")
    }
    let size = export.shape(of: call.inputs[0])
    var name = export.first(call.inputs[0])
    for (axis, cells) in [(2, rows.cells), (3, columns.cells)]
    where !cells.elementsEqual(0..<size[axis - 2]) {
      name = export.add("Gather", [name, export.constant(cells)], [("axis", .integer(axis))])
    }
    if rows.before + rows.after + columns.before + columns.after > 0 {
      let border = [0, 0, rows.before, columns.before, 0, 0, rows.after, columns.after]
      name = export.add("Pad", [name, export.constant(border), export.constant(fill)])
    }
    export.set(call.output, first: name)
  }
}
