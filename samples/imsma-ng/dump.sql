-- SYNTHETIC. A made-up database in the form of an IMSMA NG dump; no real record, place, person or organisation is in it.
-- Table names as documented; columns are our reading of the format, since no real dump was available.
SET client_encoding = 'UTF8';
CREATE TABLE public.hazard (hazard_guid character varying(38));

COPY public.imsmaenum (imsmaenum_guid, enumcategory, enumvalue) FROM stdin;
e-sha	HazardClass	Suspected Hazardous Area
e-cha	HazardClass	Confirmed Hazardous Area
e-open	HazardStatus	Open
e-closed	HazardStatus	Closed
e-clr	HazreducType	Clearance
e-nts	HazreducType	Cancellation report
e-prog	HazreducType	Progress report
e-man	Method	Manual
e-killed	KilledInjured	Killed
e-injured	KilledInjured	Injured
e-f	Gender	Female
e-m	Gender	Male
e-destr	DeviceStatus	Destroyed
\.

COPY public.organisation (org_guid, org_localid, orgname) FROM stdin;
o-1	SYN-MAC	Invented Mine Action Centre
\.

COPY public.gazetteer (gazetteer_guid, gazetteercode, gazetteername) FROM stdin;
g-fuz	AZ-FUZ	Füzuli
\.

COPY public.location (location_guid, gazetteer_guid, locationname) FROM stdin;
l-1	g-fuz	invented village
\.

COPY public.hazard (hazard_guid, hazard_localid, hazardname, hazardclass_guid, hazardstatus_guid, areasize, dateofentry, org_guid, location_guid) FROM stdin;
h-1	SYN-NG-HA-1	North\tslope	e-cha	e-open	95200	2022-05-01 10:00:00	o-1	l-1
h-2	SYN-NG-HA-2	Şimal	e-sha	e-closed	\N	2021-03-01 00:00:00	o-1	l-1
\.

COPY public.hazardinfoversion (hazardinfoversion_guid, hazard_guid, hazardname, hazardclass_guid, hazardstatus_guid, areasize, dateofinformation, org_guid) FROM stdin;
hv-1	h-1	North\tslope	e-sha	e-open	95200	2021-02-01 00:00:00	o-1
hv-2	h-1	North\tslope	e-cha	e-open	95200	2022-05-01 00:00:00	o-1
\.

COPY public.hazreduc (hazreduc_guid, hazreduc_localid, hazreductype_guid, method_guid, hazard_guid, enddate, areasize, dateofentry, org_guid, location_guid) FROM stdin;
r-1	SYN-NG-CL-1	e-clr	e-man	h-1	2023-06-30 00:00:00	\N	2023-07-01 00:00:00	o-1	l-1
r-2	SYN-NG-CA-1	e-nts	\N	h-2	2023-08-31 00:00:00	\N	2023-09-01 00:00:00	o-1	l-1
r-3	SYN-NG-PR-1	e-prog	\N	h-1	2023-04-30 00:00:00	\N	2023-05-01 00:00:00	o-1	l-1
\.

COPY public.accident (accident_guid, accident_localid, dateofaccident, dateofentry, org_guid, location_guid) FROM stdin;
a-1	SYN-NG-AC-1	2021-11-05 00:00:00	2021-11-06 00:00:00	o-1	l-1
\.

COPY public.victim (victim_guid, victim_localid, accident_guid, killedinjured_guid, gender_guid, dateofentry, org_guid) FROM stdin;
v-1	SYN-NG-VI-1	a-1	e-killed	e-m	2021-11-06 00:00:00	o-1
v-2	SYN-NG-VI-2	a-1	e-injured	e-f	2021-11-06 00:00:00	o-1
\.

COPY public.geospatialinfo (geospatialinfo_guid, shape) FROM stdin;
s-h1	Polygon
s-h2	Polygon
s-r1	Polygon
s-r2	Polygon
s-a1	Point
\.

COPY public.geopoint (geopoint_guid, geospatialinfo_guid, pointno, latitude, longitude, userinputformat) FROM stdin;
p-s-h1-0	s-h1	1	39.600001	47.150001	WGS84 lat/long
p-s-h1-1	s-h1	2	39.600001	47.160001	WGS84 lat/long
p-s-h1-2	s-h1	3	39.610001	47.160001	WGS84 lat/long
p-s-h1-3	s-h1	4	39.610001	47.150001	WGS84 lat/long
p-s-h2-0	s-h2	1	39.600001	47.250001	WGS84 lat/long
p-s-h2-1	s-h2	2	39.600001	47.260001	WGS84 lat/long
p-s-h2-2	s-h2	3	39.610001	47.260001	WGS84 lat/long
p-s-h2-3	s-h2	4	39.610001	47.250001	WGS84 lat/long
p-s-r1-0	s-r1	1	39.601001	47.151001	WGS84 lat/long
p-s-r1-1	s-r1	2	39.601001	47.153001	WGS84 lat/long
p-s-r1-2	s-r1	3	39.603001	47.153001	WGS84 lat/long
p-s-r1-3	s-r1	4	39.603001	47.151001	WGS84 lat/long
p-s-r2-0	s-r2	1	39.601001	47.251001	WGS84 lat/long
p-s-r2-1	s-r2	2	39.601001	47.253001	WGS84 lat/long
p-s-r2-2	s-r2	3	39.603001	47.253001	WGS84 lat/long
p-s-r2-3	s-r2	4	39.603001	47.251001	WGS84 lat/long
p-a1	s-a1	1	39.605013	47.155021	WGS84 lat/long
\.

COPY public.hazard_has_geospatialinfo (hazard_guid, geospatialinfo_guid) FROM stdin;
h-1	s-h1
h-2	s-h2
\.

COPY public.hazreduc_has_geospatialinfo (hazreduc_guid, geospatialinfo_guid) FROM stdin;
r-1	s-r1
r-2	s-r2
\.

COPY public.accident_has_geospatialinfo (accident_guid, geospatialinfo_guid) FROM stdin;
a-1	s-a1
\.

COPY public.customdefinedfield (cdf_guid, cdflabel, cdftype) FROM stdin;
c-1	Soil hardness (1-5)	Number
c-2	Vegetation	Text
\.

COPY public.cdfvalue (cdfvalue_guid, cdf_guid, stringvalue, numbervalue) FROM stdin;
cv-1	c-1	\N	3
cv-2	c-2	dry grass\nand thorn	\N
\.

COPY public.hazard_has_cdfvalue (hazard_guid, cdfvalue_guid) FROM stdin;
h-1	cv-1
h-1	cv-2
\.

COPY public.hazreducdeviceinfo (hazreducdeviceinfo_guid, hazreduc_guid, quantity, status_guid) FROM stdin;
d-1	r-1	4	e-destr
\.

