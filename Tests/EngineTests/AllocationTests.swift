import CAllocationCounter
import Tensors
import Testing

/// A warm training loop makes do with the memory it has.
@Suite(.serialized) struct AllocationTests {
  @Test(arguments: [1, 2]) func aStepAllocatesNothing(_ threadCount: Int) throws {
    var training = SmallTraining()
    training.layers = [
      "Rescaling(1/2)", "Conv2D(6, 3, padding=same)", "BatchNormalization()", "ReLU()",
      "MaxPooling2D()", "Dropout(0.2)", "Conv2D(4, 3)", "Activation(elu)", "AveragePooling2D()",
      "Flatten()", "Dense(8, activation=relu)", "Dense(3, activation=softmax)",
    ]
    training.exampleCount = 160
    training.epochs = 1
    let threads = ThreadPool(threadCount: threadCount)
    training.threads = threads
    var count = 0
    _ = try training.run { step in
      // The first steps warm up; the end of the epoch is not a step.
      if step == 3 { watch(threads, true) }
      if step == 8 {
        count = kk_allocations_take()
        watch(threads, false)
      }
    }
    #expect(count == 0, "\(count) allocations in five steps")
  }

  /// Counts, or no longer counts, what all threads of a pool allocate.
  private func watch(_ threads: ThreadPool, _ watches: Bool) {
    threads.run(tiles: threads.threadCount, with: watches) { watches, _, _ in
      kk_allocations_watch_this_thread(watches ? 1 : 0)
    }
    _ = kk_allocations_take()
  }

  @Test func theCounterCounts() {
    kk_allocations_watch_this_thread(1)
    let array = [Int](unsafeUninitializedCapacity: 1000) { $1 = $0.count }
    let count = kk_allocations_take()
    kk_allocations_watch_this_thread(0)
    #expect(count >= 1 && array.count == 1000)
  }
}
