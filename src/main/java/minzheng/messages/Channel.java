package minzheng.messages;

import minzheng.web.Labelled;

/** By which way somebody is told. */
public enum Channel implements Labelled {
  SMS("短信"),
  MAIL("邮件"),
  /** Read in the product; it has arrived when it is written. */
  INBOX("站内消息");

  private final String label;

  Channel(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
