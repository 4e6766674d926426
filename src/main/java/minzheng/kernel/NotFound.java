package minzheng.kernel;

/**
 * The record does not exist, or lies outside the scope of the person asking. Both look the same, so
 * that a guessed address tells nothing.
 */
public class NotFound extends RuntimeException {
  /**
   * @param what Chinese noun of the record, such as 案件
   */
  public NotFound(String what) {
    super("没有找到这个" + what + "，或者它不在您的管辖范围内。");
  }
}
