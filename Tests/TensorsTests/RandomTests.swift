import Tensors
import Testing

struct RandomTests {
  let random = Random(seed: 42)

  @Test func aNumberDependsOnSeedPurposeAndPositionAlone() {
    let purpose = Random.Purpose.weights("conv2d/kernel")
    let forwards = (0..<100).map { random.word(purpose, at: $0) }
    let backwards = (0..<100).reversed().map { random.word(purpose, at: $0) }
    #expect(forwards == backwards.reversed())
    #expect(random.word(.weights("dense/kernel"), at: 0) != forwards[0])
    #expect(Random(seed: 43).word(purpose, at: 0) != forwards[0])
    #expect(Random(seed: 42).word(purpose, at: 7) == forwards[7])
  }

  @Test func aPurposeGoesOnFromItsNumbers() {
    #expect(Random.Purpose("shuffle", 3) == Random.Purpose("shuffle").at(3))
    #expect(Random.Purpose("shuffle", 3) != Random.Purpose("shuffle", 4))
    #expect(Random.Purpose("a", 1) != Random.Purpose("a1"))
  }

  @Test func uniformNumbersFillTheUnitInterval() {
    let numbers = (0..<20_000).map { random.uniform(.file("a"), at: $0) }
    #expect(numbers.allSatisfy { $0 >= 0 && $0 < 1 })
    let mean = numbers.reduce(0.0) { $0 + Double($1) } / 20_000
    // The deviation of the mean of 20,000 is 0.289 / √20,000 = 0.002; five of them.
    #expect(abs(mean - 0.5) < 0.0102)
  }

  @Test func aPermutationHoldsEverythingOnce() {
    let order = random.permutation(1000, .shuffle(epoch: 0))
    #expect(order.sorted() == Array(0..<1000))
    #expect(order != Array(0..<1000))
    #expect(order != random.permutation(1000, .shuffle(epoch: 1)))
    #expect(order == random.permutation(1000, .shuffle(epoch: 0)))
    #expect(random.permutation(1, .file("a")) == [0])
    #expect(random.permutation(0, .file("a")) == [])
  }

  @Test func integersStayBelowTheirBound() {
    let numbers = (0..<5000).map { random.integer(below: 7, .file("a"), at: $0) }
    #expect(Set(numbers) == Set(0..<7))
  }
}
