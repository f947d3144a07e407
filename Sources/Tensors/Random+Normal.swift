import CKernels

extension Random {
  /// Writes normal numbers, by the inverse of the distribution function of the numbers that
  /// `uniform` is made of.
  ///
  /// - Parameters:
  ///   - numbers: Takes the numbers of the positions from 0 on.
  ///   - purpose: What they are for.
  ///   - mean: Their mean.
  ///   - deviation: The standard deviation of the distribution before anything is cut off.
  ///   - isTruncated: Whether only what lies within two deviations of the mean is drawn.
  public func fillNormal(
    _ numbers: UnsafeMutableBufferPointer<Float>, _ purpose: Purpose, mean: Double = 0,
    deviation: Double = 1, isTruncated: Bool = false
  ) {
    kk_normal(
      numbers.baseAddress, numbers.count, 0, mean, deviation, isTruncated ? 1 : 0, seed,
      purpose.stream)
  }
}
