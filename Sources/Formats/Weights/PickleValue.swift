/// What a pickle is made of.
///
/// Containers are kept beside the values and named by numbers, so that one
/// that holds itself, or a tower of them, ends nothing.
enum PickleValue: Equatable {
  case none
  case bool(Bool)
  case integer(Int)
  case text(String)
  /// A number or bytes that no tensor needs.
  case other
  case list(Int)
  case tuple(Int)
  case dictionary(Int)
  case global(PickleGlobal)
  case storage(TorchStorage)
  case tensor(TorchTensor)
}

/// The names that a file of tensors may use; a pickle can ask for nothing else.
enum PickleGlobal: Equatable {
  /// `collections.OrderedDict`.
  case orderedDictionary
  /// `torch._utils._rebuild_tensor_v2`.
  case rebuildTensor
  /// `torch._utils._rebuild_parameter`.
  case rebuildParameter
  /// `torch.FloatStorage` and its kin.
  case storage(TypedArray.ElementType)

  /// Finds what a pickle asks for.
  ///
  /// - Parameters:
  ///   - module: The module in Python.
  ///   - name: The name in it.
  /// - Throws: `FormatError` for everything that a tensor is not made of; it says its name.
  init(module: String, name: String) throws(FormatError) {
    switch (module, name) {
    case ("collections", "OrderedDict"): self = .orderedDictionary
    case ("torch._utils", "_rebuild_tensor_v2"): self = .rebuildTensor
    case ("torch._utils", "_rebuild_parameter"): self = .rebuildParameter
    case ("torch", _):
      guard let type = Self.storages[name] else { fallthrough }
      self = .storage(type)
    default:
      throw FormatError(
        "this file wants to call '\(module).\(name)' when it is loaded, which tensors do not need; "
          + "it is refused")
    }
  }

  private static let storages: [String: TypedArray.ElementType] = [
    "FloatStorage": .float32, "DoubleStorage": .float64, "HalfStorage": .float16,
    "BFloat16Storage": .bfloat16, "LongStorage": .int64, "IntStorage": .int32,
    "ShortStorage": .int16, "CharStorage": .int8, "ByteStorage": .uint8, "BoolStorage": .bool,
  ]
}

/// Numbers that tensors are views of.
struct TorchStorage: Equatable {
  var key: String
  var type: TypedArray.ElementType
  var count: Int
}

/// A view of a storage.
struct TorchTensor: Equatable {
  var storage: TorchStorage
  var offset: Int
  var sizes: [Int]
  var strides: [Int]
}
