package minzheng.people;

import java.time.Instant;
import java.time.LocalDate;
import minzheng.kernel.Ages;
import minzheng.kernel.Masking;
import minzheng.kernel.Sex;

/**
 * A person of the register, as of now.
 *
 * @param region area of residence, a street or community code
 * @param docNumber null without document
 * @param hukou area of household registration, or null when it is not known
 * @param address street and number within the community, or null
 * @param version for a later correction: what was edited must still be what stands there
 */
public record Person(
    long id,
    String region,
    DocType docType,
    String docNumber,
    String name,
    Sex sex,
    LocalDate birthDate,
    String hukou,
    String phone,
    String address,
    LocalDate deathDate,
    String deathSource,
    Instant changedAt,
    String changedBy,
    int version) {

  /** 990104********0016, or 无证件. */
  public String maskedNumber() {
    return docNumber == null ? docType.label() : Masking.idNumber(docNumber);
  }

  public String maskedPhone() {
    return Masking.phone(phone);
  }

  /** 张*, for whoever is not concerned with the person. */
  public String maskedName() {
    return Masking.name(name);
  }

  /** Full years on the day, or at death. */
  public int age(LocalDate day) {
    return Ages.years(birthDate, isAlive(day) ? day : deathDate);
  }

  public boolean isAlive(LocalDate day) {
    return deathDate == null || day.isBefore(deathDate);
  }
}
