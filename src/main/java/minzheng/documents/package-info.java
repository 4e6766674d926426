/**
 * 材料与文书 — files handed in, the list of papers each kind of case needs (what a data check obtains
 * may not be demanded: 社会救助法 第六十二条), and papers issued with a number that anybody can verify.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package minzheng.documents;
