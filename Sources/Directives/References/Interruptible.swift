import Datasets
import Engine
import Execution

/// Runs work of the engine, or reads data; where it was asked to stop, that is what the cell says too.
func interruptible<Result>(_ work: () throws -> Result) throws -> Result {
  do {
    return try work()
  } catch let error as TrainingError where error == .interrupted {
    throw RunInterrupted()
  } catch let error as DataError where error == .interrupted {
    throw RunInterrupted()
  }
}
