/**
 * 示范城市 — fictitious persons in real streets of Chengdu and the accounts to try the product with.
 * Exists only under the profile demo; uses every module and is used by none.
 */
@org.springframework.modulith.ApplicationModule
package minzheng.demo;
