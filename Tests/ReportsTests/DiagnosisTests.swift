import Notebooks
import Reports
import Testing

struct DiagnosisTests {
  @Test func oneEpochIsTooShort() {
    #expect(Diagnosis(loss: [], validationLoss: nil) == .tooShort)
    #expect(Diagnosis(loss: [1], validationLoss: [1]) == .tooShort)
  }

  @Test func lessThanTwoPerCentIsNoLearning() {
    // 1 → 0.981: down by 1.9 %; 1 → 0.979: by 2.1 %.
    #expect(Diagnosis(loss: [1, 0.981], validationLoss: nil) == .notLearning)
    #expect(Diagnosis(loss: [1, 0.979], validationLoss: nil) == .learning(epochs: 2))
    #expect(Diagnosis(loss: [1, .nan], validationLoss: nil) == .notLearning)
  }

  @Test func aLossThatFallsIsLearning() {
    // The last two of eight epochs take the best from 0.35 to 0.25.
    let loss = [1, 0.8, 0.65, 0.55, 0.45, 0.35, 0.3, 0.25]
    #expect(Diagnosis(loss: loss, validationLoss: nil) == .learning(epochs: 8))
    #expect(Diagnosis(loss: loss, validationLoss: loss) == .learning(epochs: 8))
  }

  @Test func aValidationLossThatGrowsIsOverfitting() {
    let loss = [1, 0.6, 0.4, 0.3, 0.2]
    // The lowest mean of two epochs in a row is 0.505, of epochs 3 and 4. The last two have 0.531,
    // which is 5.1 % more, or 0.529, only 4.8 %: a plateau, as nothing bettered the 0.5 of epoch 3.
    #expect(
      Diagnosis(loss: loss, validationLoss: [0.9, 0.6, 0.5, 0.51, 0.552])
        == .overfitting(best: 3, from: 4))
    #expect(
      Diagnosis(loss: loss, validationLoss: [0.9, 0.6, 0.5, 0.51, 0.548]) == .plateau(epoch: 3))
  }

  /// A loss that trembles by a tenth, as a small network's on few examples: its last value is 11 %
  /// above its lowest, but the last three epochs together are as good as any three before.
  @Test func oneBadEpochIsNoOverfitting() {
    let loss = [1, 0.8, 0.7, 0.6, 0.55, 0.5, 0.46, 0.43, 0.41, 0.39, 0.37, 0.36]
    let validation = [1, 0.85, 0.78, 0.66, 0.63, 0.54, 0.61, 0.56, 0.55, 0.54, 0.55, 0.6]
    #expect(Diagnosis(loss: loss, validationLoss: validation) == .plateau(epoch: 6))
  }

  @Test func aPlateauNearGuessingIsUnderfitting() {
    // With ten classes guessing gives ln 10 = 2.303, and half of it is 1.151.
    let loss = [2.2, 1.6, 1.4, 1.3, 1.3, 1.3, 1.3, 1.3]
    #expect(
      Diagnosis(loss: loss, validationLoss: loss, guessing: 2.303) == .underfitting(epoch: 4))
    #expect(Diagnosis(loss: loss, validationLoss: nil, guessing: 2.303) == .underfitting(epoch: 4))
    #expect(Diagnosis(loss: loss, validationLoss: loss) == .plateau(epoch: 4))
    // Below half of guessing it is a plateau; so it is where validation lies 12 % above training.
    let low = loss.map { $0 * 0.88 }
    #expect(Diagnosis(loss: low, validationLoss: low, guessing: 2.303) == .plateau(epoch: 4))
    #expect(
      Diagnosis(loss: loss, validationLoss: loss.map { $0 * 1.12 }, guessing: 2.303)
        == .plateau(epoch: 4))
    // What still falls is not yet judged.
    #expect(
      Diagnosis(loss: [2.2, 2, 1.9, 1.8], validationLoss: nil, guessing: 2.303)
        == .learning(epochs: 4))
  }

  @Test func withoutMoreLearningThereIsNoOverfitting() {
    // The training loss is no lower at the end than after epoch 2, where validation was best.
    #expect(
      Diagnosis(loss: [1, 0.4, 0.4, 0.4], validationLoss: [1, 0.5, 0.6, 0.7]) == .plateau(epoch: 2))
  }

  @Test func aLossThatNoLongerFallsIsAPlateau() {
    // A quarter of 12 epochs is 3: they take the best from 0.2 to 0.199, by 0.5 %. With 0.197, by
    // 1.5 %, it still learns.
    let start = [1, 0.7, 0.5, 0.4, 0.3, 0.25, 0.22, 0.21, 0.2]
    #expect(
      Diagnosis(loss: start + [0.2, 0.1995, 0.199], validationLoss: nil) == .plateau(epoch: 9))
    #expect(
      Diagnosis(loss: start + [0.2, 0.1995, 0.197], validationLoss: nil) == .learning(epochs: 12))
  }

  @Test func aValidationThatWasNotAlwaysThereIsNotRead() {
    #expect(Diagnosis(loss: [1, 0.5, 0.3], validationLoss: [0.5]) == .learning(epochs: 3))
  }

  @Test(arguments: Language.allCases)
  func everyLanguageNamesTheEpochs(_ language: Language) {
    let words = Words.of(language)
    let sentence = Diagnosis.overfitting(best: 4, from: 5).sentence(words)
    #expect(sentence.contains("4") && sentence.contains("5"))
    #expect(Diagnosis.plateau(epoch: 7).sentence(words).contains("7"))
    #expect(Diagnosis.underfitting(epoch: 9).sentence(words).contains("9"))
    #expect(Diagnosis.learning(epochs: 12).sentence(words).contains("12"))
    #expect(Diagnosis.tooShort.sentence(words) != Diagnosis.notLearning.sentence(words))
  }
}
