public import Tensors

/// Numbers of some type as little-endian bytes in C order, with a shape.
public struct TypedArray: Sendable, Equatable {
  /// The type of the numbers.
  public enum ElementType: String, Sendable {
    /// A byte.
    case uint8
    /// A signed byte.
    case int8
    /// Two bytes.
    case uint16
    /// Two bytes, signed.
    case int16
    /// Four bytes, signed.
    case int32
    /// Eight bytes, signed.
    case int64
    /// A Float16.
    case float16
    /// The upper half of a Float32.
    case bfloat16
    /// A Float32.
    case float32
    /// A Float64.
    case float64
    /// A truth value in a byte.
    case bool

    /// Bytes of a number.
    public var byteCount: Int {
      switch self {
      case .uint8, .int8, .bool: 1
      case .uint16, .int16, .float16, .bfloat16: 2
      case .int32, .float32: 4
      case .int64, .float64: 8
      }
    }
  }

  /// The type of the numbers.
  public var type: ElementType

  /// The shape.
  public var shape: Shape

  /// The numbers.
  public var bytes: [UInt8]

  /// Numbers of some type.
  public init(type: ElementType, shape: Shape, bytes: [UInt8]) {
    self.type = type
    self.shape = shape
    self.bytes = bytes
  }

  /// The numbers as Float32.
  public var floats: [Float] { numbers(as: Float.self) }

  /// The numbers as Float64.
  public var doubles: [Double] { numbers(as: Double.self) }

  private func numbers<Number: BinaryFloatingPoint>(as number: Number.Type) -> [Number] {
    bytes.withUnsafeBytes { bytes in
      func all<T>(_ type: T.Type, _ convert: (T) -> Number) -> [Number] {
        (0..<shape.count).map { index in
          convert(bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<T>.size, as: T.self))
        }
      }
      return switch type {
      case .uint8, .bool: all(UInt8.self) { Number($0) }
      case .int8: all(Int8.self) { Number($0) }
      case .uint16: all(UInt16.self) { Number($0) }
      case .int16: all(Int16.self) { Number($0) }
      case .int32: all(Int32.self) { Number($0) }
      case .int64: all(Int64.self) { Number($0) }
      case .float16: all(UInt16.self) { Number(Float(half: $0)) }
      case .bfloat16: all(UInt16.self) { Number(Float(bitPattern: UInt32($0) << 16)) }
      case .float32: all(Float.self) { Number($0) }
      case .float64: all(Double.self) { Number($0) }
      }
    }
  }

  /// The numbers as class labels; nil where one is no whole number of Int32.
  public var labels: [Int32]? {
    let values = floats
    var labels: [Int32] = []
    labels.reserveCapacity(values.count)
    for value in values {
      guard let label = Int32(exactly: value) else { return nil }
      labels.append(label)
    }
    return labels
  }
}

extension Float {
  /// The number that a Float16 of some bits is; Swift's own type is not there on every machine.
  fileprivate init(half bits: UInt16) {
    let sign = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10) & 31
    let fraction = UInt32(bits) & 0x3FF
    switch exponent {
    case 0:
      let magnitude = Float(fraction) * 0x1p-24
      self = sign == 0 ? magnitude : -magnitude
    case 31: self.init(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    default: self.init(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }
}
