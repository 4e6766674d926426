@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package minzheng.jurisdiction;
