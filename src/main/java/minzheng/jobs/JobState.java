package minzheng.jobs;

import minzheng.web.Labelled;
import minzheng.web.Tone;

/** Where background work stands. */
public enum JobState implements Labelled {
  QUEUED("排队中", Tone.PLAIN),
  RUNNING("进行中", Tone.NOW),
  DONE("完成", Tone.OK),
  FAILED("失败", Tone.BAD),
  CANCELLED("已取消", Tone.PLAIN);

  private final String label;
  private final Tone tone;

  JobState(String label, Tone tone) {
    this.label = label;
    this.tone = tone;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Tone tone() {
    return tone;
  }

  public boolean isOver() {
    return this == DONE || this == FAILED || this == CANCELLED;
  }
}
