// Waiting between two attempts, in the machine's time whatever the suite's clock says.

/// Waiting that ends early when its task is cancelled.
public enum Pause {
    /// False if the task was cancelled meanwhile.
    public static func take(milliseconds: Int64) async -> Bool {
        do { try await Task.sleep(for: .milliseconds(milliseconds)) } catch { return false }
        return true
    }
}
