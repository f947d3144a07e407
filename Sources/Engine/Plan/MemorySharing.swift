/// Whether the buffers of a plan share memory.
package enum MemorySharing: Sendable {
  /// Buffers that are not needed at the same time may be the same memory.
  case shared

  /// Every buffer has memory of its own: what sharing is compared with.
  case separate

  /// As `shared`, and what is no longer needed is overwritten by NaNs at once, so that whoever reads
  /// it after all is found out: for tests.
  case poisoned
}
