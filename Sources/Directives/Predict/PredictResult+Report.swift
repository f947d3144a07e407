import Execution
import Reports

extension PredictOutline: ReportedCell {
  func figures(of subject: CellSubject) throws -> [Figure] {
    let result = try PredictResult(decoding: subject.artifact)
    let record = result.record
    let words = subject.words
    func name(_ label: Int) -> String {
      classNames.indices.contains(label) ? classNames[label] : "\(label)"
    }
    let images = record.pictures.images(try result.pixels.bytes())
    let items = images.enumerated().map { index, image in
      let probabilities = reading.probabilities(
        record.probabilities[index], classCount: classNames.count)
      return PictureGrid.Item(
        image: image, caption: name(record.labels[index]),
        prediction: PictureGrid.Prediction(
          name: name(record.predicted[index]),
          isRight: record.predicted[index] == record.labels[index],
          probabilities: zip(classNames, probabilities).map { (name: $0, value: $1) }))
    }
    let more = record.predicted.count - items.count
    return [
      .pictures(
        PictureGrid(
          title: words.predictions, items: items,
          remark: more > 0 ? words.andMore(more) : nil))
    ]
  }
}
