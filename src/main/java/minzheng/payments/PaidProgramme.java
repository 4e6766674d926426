package minzheng.payments;

/**
 * A programme that is paid by runs, as pages and numbers name it.
 *
 * @param code as in entitlements, such as DIBAO
 * @param title in Chinese, such as 低保
 * @param mark letters in a run's number, such as DB
 */
public record PaidProgramme(String code, String title, String mark) {}
