package minzheng.people;

import java.time.LocalDate;
import minzheng.kernel.Sex;

/**
 * What is typed about a person at a desk. For an identity card sex and birth date may be left out:
 * the number says them.
 *
 * @param region area of residence: a street or community inside the office's own area
 * @param hukou area of household registration, or null when it is not known
 */
public record PersonEntry(
    DocType docType,
    String docNumber,
    String name,
    Sex sex,
    LocalDate birthDate,
    String hukou,
    String region,
    String phone,
    String address) {

  /** A holder of an identity card whose hukou is where the person lives. */
  public static PersonEntry holder(String idNumber, String name, String region) {
    return new PersonEntry(DocType.ID, idNumber, name, null, null, region, region, null, null);
  }

  static PersonEntry of(Person person) {
    return new PersonEntry(
        person.docType(),
        person.docNumber(),
        person.name(),
        person.sex(),
        person.birthDate(),
        person.hukou(),
        person.region(),
        person.phone(),
        person.address());
  }
}
