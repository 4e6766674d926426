package minzheng.subsidy.rules;

import java.time.LocalDate;
import java.util.Optional;
import minzheng.kernel.RegionCode;

/** Where the interpreter finds the programme versions in force. */
public interface Rulebook {
  /** The published version for that day; empty before the first one. */
  Optional<Programme> inForce(String code, RegionCode region, LocalDate day);
}
