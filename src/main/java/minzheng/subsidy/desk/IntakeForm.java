package minzheng.subsidy.desk;

import java.util.ArrayList;
import java.util.List;
import minzheng.kernel.PersonName;

/**
 * 收件登记 as typed: text until it is checked, so that a wrong day or amount keeps every other message
 * and every other field. One of the few setter classes: its members are a list people edit.
 */
public class IntakeForm {
  private String programme = "DIBAO";
  private String applyDate = "";
  private String backdateReason = "";
  private String phone = "";
  private String region = "";
  private String address = "";
  private String channel = "WINDOW";
  private boolean kinship;
  private String savings = "";
  private String vehicles = "";
  private String bank = "";
  private String accountNumber = "";
  private List<MemberForm> members = new ArrayList<>(List.of(new MemberForm()));

  public String getProgramme() {
    return programme;
  }

  public void setProgramme(String programme) {
    this.programme = programme;
  }

  public String getApplyDate() {
    return applyDate;
  }

  public void setApplyDate(String applyDate) {
    this.applyDate = applyDate;
  }

  public String getBackdateReason() {
    return backdateReason;
  }

  public void setBackdateReason(String backdateReason) {
    this.backdateReason = backdateReason;
  }

  public String getPhone() {
    return phone;
  }

  public void setPhone(String phone) {
    this.phone = phone;
  }

  public String getRegion() {
    return region;
  }

  public void setRegion(String region) {
    this.region = region;
  }

  public String getAddress() {
    return address;
  }

  public void setAddress(String address) {
    this.address = address;
  }

  public String getChannel() {
    return channel;
  }

  public void setChannel(String channel) {
    this.channel = channel;
  }

  public boolean isKinship() {
    return kinship;
  }

  public void setKinship(boolean kinship) {
    this.kinship = kinship;
  }

  public String getSavings() {
    return savings;
  }

  public void setSavings(String savings) {
    this.savings = savings;
  }

  public String getVehicles() {
    return vehicles;
  }

  public void setVehicles(String vehicles) {
    this.vehicles = vehicles;
  }

  public String getBank() {
    return bank;
  }

  public void setBank(String bank) {
    this.bank = bank;
  }

  public String getAccountNumber() {
    return accountNumber;
  }

  public void setAccountNumber(String accountNumber) {
    this.accountNumber = accountNumber;
  }

  public List<MemberForm> getMembers() {
    return members;
  }

  public void setMembers(List<MemberForm> members) {
    this.members = members;
  }

  /** The place of the head of the household among the members; the first when none is named so. */
  int head() {
    for (int i = 0; i < members.size(); i++)
      if (members.get(i).getRelation().equals("HEAD")) return i;
    return 0;
  }

  /** The name of the head, empty while nobody was typed. */
  String applicant() {
    return members.isEmpty() ? "" : PersonName.normalize(members.get(head()).getName());
  }
}
