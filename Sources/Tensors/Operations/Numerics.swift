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
  private static let version = 3

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
