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
    // The lowest is 0.5 after epoch 3. 0.526 is 5.2 % above it, 0.524 only 4.8 %: a plateau, as the
    // last two epochs did not better the 0.5.
    #expect(
      Diagnosis(loss: loss, validationLoss: [0.9, 0.6, 0.5, 0.51, 0.526])
        == .overfitting(best: 3, from: 4))
    #expect(
      Diagnosis(loss: loss, validationLoss: [0.9, 0.6, 0.5, 0.51, 0.524]) == .plateau(epoch: 3))
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
    #expect(Diagnosis.learning(epochs: 12).sentence(words).contains("12"))
    #expect(Diagnosis.tooShort.sentence(words) != Diagnosis.notLearning.sentence(words))
  }
}
