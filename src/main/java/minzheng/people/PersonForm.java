package minzheng.people;

import minzheng.kernel.Sex;
import minzheng.web.DateText;
import minzheng.web.Typed;

/** What is typed about a person; texts, so that nothing typed is lost when it is wrong. */
record PersonForm(
    String docType,
    String docNumber,
    String name,
    String sex,
    @DateText(required = false) String birthDate,
    String hukou,
    String region,
    String phone,
    String address,
    String reason) {

  static PersonForm empty(DocType type, String docNumber, String region) {
    return new PersonForm(type.name(), docNumber, null, null, null, null, region, null, null, null);
  }

  static PersonForm of(Person p) {
    return new PersonForm(
        p.docType().name(),
        p.docNumber(),
        p.name(),
        p.sex().name(),
        p.birthDate().toString(),
        p.hukou(),
        p.region(),
        p.phone(),
        p.address(),
        null);
  }

  DocType type() {
    for (DocType type : DocType.values()) if (type.name().equals(docType)) return type;
    return DocType.ID;
  }

  PersonEntry entry() {
    Sex chosen = "M".equals(sex) ? Sex.M : "F".equals(sex) ? Sex.F : null;
    return new PersonEntry(
        type(),
        docNumber,
        name,
        chosen,
        Typed.dateOrNull(birthDate),
        Typed.textOrNull(hukou),
        region,
        phone,
        address);
  }
}
