/**
 * 行政区划、办理机构和工作日历：区划代码按前缀逐级包含并注明起止日期，工作日历含节假日和调休上班日。 依据 GB/T 2260、《全国年节及纪念日放假办法》和《民法典》第二百零一条至第二百零三条。
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel"})
package minzheng.jurisdiction;
