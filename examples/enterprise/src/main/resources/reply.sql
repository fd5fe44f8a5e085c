create table if not exists reply (id varchar(20) primary key, text varchar(100) not null, model varchar(80), usd decimal(18, 9))
