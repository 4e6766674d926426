package minzheng.payments;

import minzheng.web.Labelled;

/** What a bank's counter system reads. */
public enum BankFormat implements Labelled {
  CSV("CSV（UTF-8）", "csv", "text/csv;charset=UTF-8"),
  CSV_GB18030("CSV（GB18030）", "csv", "text/csv;charset=GB18030"),
  XLSX("Excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

  private final String label;
  private final String extension;
  private final String contentType;

  BankFormat(String label, String extension, String contentType) {
    this.label = label;
    this.extension = extension;
    this.contentType = contentType;
  }

  @Override
  public String label() {
    return label;
  }

  String extension() {
    return extension;
  }

  String contentType() {
    return contentType;
  }
}
