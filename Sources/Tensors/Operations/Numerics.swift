public import CKernels

/// The arithmetic that products of matrices are computed with.
public enum Numerics: Sendable, Equatable {
  /// Our own loops: the same bits on every processor and for any number of threads.
  case portable(InstructionSet)
  /// OpenBLAS, whose bits depend on the processor: the second opinion.
  case openblas

  /// Our own loops on the best instructions of this processor.
  public static let standard = Numerics.portable(.best)

  /// Raised when the same notebook comes to give other bits.
  private static let version = 4

  /// The instruction set of our own loops, which `openblas` uses too where it has no product of the kind.
  public var instructions: InstructionSet {
    switch self {
    case .portable(let instructions): instructions
    case .openblas: .best
    }
  }

  /// What keys, results and reports call it; equal names promise equal bits.
  public var name: String {
    switch self {
    case .portable: "portable-\(Self.version)"
    case .openblas: "openblas-\(OpenBLAS.coreName)-\(Self.version)"
    }
  }
}

/// The vector instructions that the loops use; the bits are the same for all.
public enum InstructionSet: String, Sendable, CaseIterable {
  /// None; without fused multiply-adds in hardware very slow.
  case scalar
  /// Eight numbers at a time.
  case avx2
  /// Sixteen numbers at a time.
  case avx512

  /// The best that this processor has.
  public static let best: InstructionSet = {
    switch kk_best_simd() {
    case KK_AVX512: .avx512
    case KK_AVX2: .avx2
    default: .scalar
    }
  }()

  /// The instructions that a variable of the environment forces, or the best.
  ///
  /// - Parameters:
  ///   - word: The variable's value; nil where it is not set.
  ///   - variable: The variable.
  /// - Returns: The instructions.
  /// - Throws: `InstructionSetError` where there are no such instructions, or not on this processor.
  public static func forced(
    by word: String?, in variable: String = "KONSPEKT_SIMD"
  ) throws(InstructionSetError) -> InstructionSet {
    guard let word else { return .best }
    guard let set = InstructionSet(rawValue: word) else {
      throw InstructionSetError.unknown(word, variable: variable)
    }
    guard set.isAvailable else { throw InstructionSetError.unavailable(set, variable: variable) }
    return set
  }

  /// Whether this processor has it.
  public var isAvailable: Bool { c.rawValue <= Self.best.c.rawValue }

  /// The instruction set as the kernels take it.
  public var c: kk_simd {
    switch self {
    case .scalar: KK_SCALAR
    case .avx2: KK_AVX2
    case .avx512: KK_AVX512
    }
  }
}

/// Instructions were asked for that there are not.
public enum InstructionSetError: Error, Equatable, CustomStringConvertible {
  /// Nothing has this name.
  case unknown(String, variable: String)
  /// The processor has none of the kind.
  case unavailable(InstructionSet, variable: String)

  /// One sentence for a person.
  public var description: String {
    switch self {
    case .unknown(let word, let variable):
      let known = InstructionSet.allCases.map(\.rawValue).joined(separator: ", ")
      return "\(variable) must be one of \(known), not '\(word)'."
    case .unavailable(let set, let variable):
      return "\(variable)=\(set.rawValue): this processor has no such instructions; its best are "
        + "\(InstructionSet.best.rawValue)."
    }
  }
}
